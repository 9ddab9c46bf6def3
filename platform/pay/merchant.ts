/** The merchant that cloudPay's money goes to, from the function's environment. */
export function merchant(): string {
  return process.env.SUB_MCH_ID ?? ''
}
