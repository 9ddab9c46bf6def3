/** Characters of one rule. Source: docs.cloudbase.net, security rules, "1024 characters per expression". */
export const RULE_MAX_CHARACTERS = 1024
/** `get()` in one rule, how deep they may stand in each other, and documents that one request may read by them. Same source. */
export const GET_MAX_PER_RULE = 3
export const GET_MAX_NESTING = 2
export const GET_MAX_DOCUMENTS = 10
/** Documents that a mini-program's query answers, by default and at most. Source: WeChat, wxcloud/basis/concepts/quota. */
export const CLIENT_FIND_MAX = 20
/** Choice of the local cloud: alternatives (`or` multiplied out) of one query; one with more is refused unread. */
export const QUERY_MAX_CASES = 256
