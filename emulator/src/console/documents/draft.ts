/** What was typed and not saved, to be shown again with the reason. */
export interface Draft {
  /** Which of the two forms it was. */
  form: 'fields' | 'json'
  refusal: string
  /** The fingerprint of the document that the typing goes with. */
  opened: string
  /** The JSON as typed. */
  json?: string
  /** Typed values, and those that they were typed over, by field name. */
  typed?: Map<string, string>
  was?: Map<string, string>
  /** Names of the fields that hold no value of their kind. */
  wrong?: Set<string>
}
