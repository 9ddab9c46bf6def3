/** A broken invariant: which, where, and what is wrong. */
export interface Finding {
  invariant:
    | 'I1'
    | 'I2'
    | 'I3'
    | 'I4'
    | 'I5'
    | 'I6'
    | 'I7'
    | 'I8'
    | 'I10'
    | 'I11'
    | 'numbers'
    | 'bills'
    | 'tables'
    | 'load'
  /** `<collection>/<_id>` */
  document: string
  /** Which dish's portions, when it is about one. */
  dish?: string
  text: string
}

/** Finds things wrong with one document. */
export function findingsOf(document: string) {
  return (invariant: Finding['invariant'], isBroken: boolean, text: string, dish?: string): Finding[] =>
    isBroken ? [{ invariant, document, ...(dish === undefined ? {} : { dish }), text }] : []
}
