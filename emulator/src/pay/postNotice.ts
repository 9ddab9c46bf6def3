/** How long a platform waits for a merchant's answer. Source: community article 00022627… of WeChat Pay's staff (R3). */
const ANSWER_WITHIN_MS = 5_000
/** What of the answer is kept for whoever looks at the delivery. */
const ANSWER_SHOWN_CHARACTERS = 500

/**
 * Brings a notice to a merchant's address.
 * @throws Error when nobody answers within 5 s
 */
export type PostNotice = (
  url: string,
  headers: Record<string, string>,
  body: string,
) => Promise<{ status: number; text: string }>

/** Posts a notice over HTTP. */
export const postNotice: PostNotice = async (url, headers, body) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })
  return { status: answer.status, text: (await answer.text()).slice(0, ANSWER_SHOWN_CHARACTERS) }
}
