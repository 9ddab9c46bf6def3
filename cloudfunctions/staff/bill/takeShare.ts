import { billStaffRequests, type CounterOrder, type StaffDocument } from '@yundian/contract'
import type { Sitting } from '@yundian/domain'
import { counterOrder, type House, memberKey, payShare, useCase } from '@yundian/platform'
import { tableParty } from './tableParty.ts'

/** Staff take the money for a share of a bill: answered with the order that `takePayment` takes. */
export const takeShare = useCase(
  billStaffRequests.takeShare,
  async ({ sitting, bill, share, takeOver = false }, house: House, staff: StaffDocument): Promise<CounterOrder> => {
    const { host, sittings } = await tableParty(sitting, house, staff)
    const payer = whoseShare(host, share, sittings)
    return counterOrder(await payShare({ sitting: host._id, bill, share }, payer, takeOver, house))
  },
)

/** The openid of the guest whose lines it is: he earns the points. */
function whoseShare({ bill }: Sitting, key: string, sittings: readonly Sitting[]): string | undefined {
  const member = bill?.shares[key]?.member
  return sittings.flatMap(({ _id, readers }) => readers.filter((openid) => memberKey(_id, openid) === member))[0]
}
