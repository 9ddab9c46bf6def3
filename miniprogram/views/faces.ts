import type { TableMember } from '@yundian/domain'

/** Somebody at the table as a coloured initial. */
export interface Face {
  key: string
  letter: string
  /** One of six colours. */
  tone: number
  me: boolean
}

export function faceOf({ key, number, name }: TableMember, me: string): Face {
  return {
    key,
    letter: key === me ? '我' : (name?.slice(0, 1) ?? String(number)),
    tone: (number - 1) % 6,
    me: key === me,
  }
}

/** The faces of a table by member key. */
export function facesOf(members: readonly TableMember[], me: string): Record<string, Face> {
  return Object.fromEntries(members.map((member) => [member.key, faceOf(member, me)]))
}
