// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of programs
import { type Mutant, scenario } from './mutant.ts'

/** In the bills of tables. */
export const billMutants: Mutant[] = [
  {
    name: 'a share is claimed by two',
    file: 'platform/bill/claimShare.ts',
    old: '      [`${path}.attempts`]: attempts,\n      [`${path}.order`]: _.exists(false),\n',
    young: '',
    tests: [scenario('bills'), scenario('billModel')],
  },
  {
    name: 'a bill is over with its first share',
    file: 'domain/bill/bill.ts',
    old: 'Object.values(shares).every(isShareSettled)',
    young: 'Object.values(shares).some(isShareSettled)',
    tests: [scenario('bills')],
  },
  {
    name: 'a bill forgets the table that was joined',
    file: 'platform/bill/party.ts',
    old: 'records.sittings.find({ joinedTo: id, status:',
    young: "records.sittings.find({ joinedTo: '', status:",
    tests: [scenario('tableFees')],
  },
  {
    name: 'something is taken off a bill that is being paid',
    file: 'platform/bill/voidOrder.ts',
    old: '    await takeOffBill(seen, house)\n',
    young: '',
    tests: [scenario('bills'), scenario('billModel')],
  },
]
