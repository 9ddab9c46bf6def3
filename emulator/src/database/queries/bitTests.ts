import { requestFailed } from '../databaseErrors.ts'

type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear'

/** Tests bits of whole numbers. The argument is a mask, or a list of positions from 0 up. */
export function bitTest(operator: BitOperator, argument: unknown): (value: unknown) => boolean {
  const mask = maskOf(operator, argument)
  const holds: { [name in BitOperator]: (bits: bigint) => boolean } = {
    $bitsAllSet: (bits) => (bits & mask) === mask,
    $bitsAllClear: (bits) => (bits & mask) === 0n,
    $bitsAnySet: (bits) => (bits & mask) !== 0n,
    $bitsAnyClear: (bits) => (bits & mask) !== mask,
  }
  return (value) => Number.isInteger(value) && holds[operator](BigInt(value as number))
}

function maskOf(operator: string, argument: unknown): bigint {
  if (isPosition(argument)) return BigInt(argument)
  if (!Array.isArray(argument) || !argument.every(isPosition)) {
    throw requestFailed(`${operator} takes a mask or a list of bit positions, which are not negative`)
  }
  return argument.reduce((mask, position) => mask | (1n << BigInt(position)), 0n)
}

const isPosition = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0
