import { BlockList, isIP } from 'node:net'

/** Addresses that nobody outside reaches, where an owner's webhook has nothing to ask (SSRF). Source: RFC 6890. */
const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, bits)
}
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, bits, 'ipv6')
}

/** Whether an IP address is one of the open net. An IPv4 address in IPv6's clothes counts as what it is. */
export function isPublic(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (/^::ffff:/i.test(address) && mapped === undefined) return false
  const plain = mapped ?? address
  const family = isIP(plain)
  if (family === 0) return false
  return !inside.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}
