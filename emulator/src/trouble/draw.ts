/**
 * The nth draw of a stream, from 0 up to but not including 1. It depends on nothing but seed, stream, number and purpose, so
 * what other streams do meanwhile changes nothing.
 */
export function draw(seed: string, stream: string, number: number, purpose: string): number {
  return mixed(hashed(`${seed}\0${stream}\0${number}\0${purpose}`)) / 2 ** 32
}

/** FNV-1a over the text's UTF-16 units. */
function hashed(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** The finish of MurmurHash3, which lets every bit count: texts that differ in a digit give unrelated numbers. */
function mixed(hash: number): number {
  let bits = hash
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
