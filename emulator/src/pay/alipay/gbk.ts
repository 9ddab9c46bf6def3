let codes: Map<string, number[]> | undefined

/** A text in GBK, which JavaScript can read but not write; what it lacks becomes `?`. */
export function gbkOf(text: string): Uint8Array {
  codes ??= readCodes()
  const known = codes
  return Uint8Array.from(Array.from(text).flatMap((character) => known.get(character) ?? [0x3f]))
}

/** Every character of one or two bytes that the decoder knows. */
function readCodes(): Map<string, number[]> {
  const decoder = new TextDecoder('gbk')
  const found = new Map<string, number[]>()
  const learn = (...bytes: number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes))
    if (!character.includes('\uFFFD') && !found.has(character)) found.set(character, bytes)
  }
  for (let byte = 0; byte < 0x80; byte += 1) learn(byte)
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) if (trail !== 0x7f) learn(lead, trail)
  }
  return found
}
