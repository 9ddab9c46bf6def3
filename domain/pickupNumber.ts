/** What is called out and shown on screens: at least three digits, so that it reads as a number of a queue. */
export function showPickupNumber(number: number): string {
  return String(number).padStart(3, '0')
}
