/** How long a platform waits for a merchant's answer. Source: community article 00022627… of WeChat Pay's staff (R3). */
const ANSWER_WITHIN_MS = 5_000
/** What of the answer is kept for whoever looks at the delivery. */
const ANSWER_SHOWN_CHARACTERS = 500

/**
 * Posts a notice to a merchant's address.
 * @throws Error when nobody answers within 5 s
 */
export async function postNotice(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })
  return { status: answer.status, text: (await answer.text()).slice(0, ANSWER_SHOWN_CHARACTERS) }
}
