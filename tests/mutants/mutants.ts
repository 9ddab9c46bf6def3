import { accountMutants } from './accountMutants.ts'
import { billMutants } from './billMutants.ts'
import { effectMutants } from './effectMutants.ts'
import type { Mutant } from './mutant.ts'
import { orderMutants } from './orderMutants.ts'
import { paymentMutants } from './paymentMutants.ts'
import { priceMutants } from './priceMutants.ts'
import { servingMutants } from './servingMutants.ts'

export const mutants: Mutant[] = [
  ...orderMutants,
  ...paymentMutants,
  ...effectMutants,
  ...accountMutants,
  ...priceMutants,
  ...servingMutants,
  ...billMutants,
]
