import { formatYuan, Refusal, type RefusalCode, type RefusalDetails } from '@yundian/domain'
import { Unanswered } from './services/house'
import { dayAndTime } from './views/timeOfDay'
import { whenWords } from './views/whenSold'

type Wording = { [Code in RefusalCode]: (details: RefusalDetails[Code]) => string }

/** What the diner reads when the house says no: the fact, then what to do. */
export const wording: Wording = {
  bad_input: () => '这份订单有填写不对的地方，请返回检查一下',
  unknown_action: () => '小程序版本太旧了，请关闭后重新打开',
  not_allowed: ({ need }) =>
    need === 'staff'
      ? '这个微信号还不是店员，请让店主在后台添加'
      : need === 'owner'
        ? '只有店主可以做这件事'
        : '你没有权限做这件事',
  unknown_store: () => '没有找到这家店',
  unknown_table: ({ table }) => `没有找到 ${table} 桌，请重新扫桌码`,
  table_not_open: ({ table }) => `${table} 桌还没开台，请叫服务员开台后再扫一次`,
  table_code_needed: ({ table, why, retryMs = 0 }) =>
    ({
      missing: `${table} 桌已有人在点，请输入同桌手机上显示的四位桌号口令`,
      wrong: '口令不对，请看同桌手机上正在显示的四位数字',
      locked: `口令输错太多次了，${Math.ceil(retryMs / 60_000)} 分钟后再试，或请服务员帮忙`,
    })[why],
  table_not_greeted: ({ table }) => `${table} 桌还没有服务员确认，已经在通知了，菜都留在购物车里`,
  table_unpaid: ({ table, unpaidFen }) => `${table} 桌还有 ¥${formatYuan(unpaidFen)} 没有付，付清才能清台`,
  table_taken: ({ table }) => `${table} 桌已经有客人了，换一张空桌吧`,
  table_full: ({ table, most }) => `${table} 桌已经加入了 ${most} 个人，不能再加了`,
  unknown_sitting: () => '你不在这一桌，请重新扫桌码',
  sitting_closed: () => '这一桌已经结束用餐，再点请重新扫桌码',
  cart_changed: () => '同桌刚刚改了菜单，请看一眼再下单',
  too_many_lines: ({ most }) => `一桌最多点 ${most} 种菜，先下单这些吧`,
  store_closed: ({ opensAtMinutes }) =>
    opensAtMinutes === undefined
      ? '现在不在营业时间，开门后再来吧'
      : `现在不在营业时间，${clockOf(opensAtMinutes)} 开门`,
  menu_changed: ({ totalFen }) =>
    totalFen === undefined
      ? '菜单刚刚更新了，请看一眼再下单'
      : `菜单刚刚更新了，现在合计 ¥${formatYuan(totalFen)}，请确认后再下单`,
  total_changed: ({ totalFen, expectedFen }) =>
    `价格有变动：原来 ¥${formatYuan(expectedFen)}，现在 ¥${formatYuan(totalFen)}，请确认后再下单`,
  mode_not_offered: () => '这家店现在不提供这种用餐方式，请换一种',
  too_far: ({ metres, mostMetres }) =>
    `这个地址离店 ${kilometres(metres)} 公里，店家只送 ${kilometres(mostMetres)} 公里以内`,
  not_entitled: ({ to }) =>
    to === 'member'
      ? '会员价要消费过一次才有，价格已更新，请确认后再下单'
      : '新客优惠只限第一单，价格已更新，请确认后再下单',
  below_minimum: ({ goodsFen, minimumFen }) =>
    `这里 ¥${formatYuan(minimumFen)} 起送，还差 ¥${formatYuan(minimumFen - goodsFen)}`,
  no_such_slot: () => '这个时间不能预订，请重新选一个时间',
  slot_full: ({ next }) =>
    next[0] === undefined ? '这个时间约满了，请换一个时间' : `这个时间约满了，最近还有 ${dayAndTime(next[0])}`,
  not_ahead: ({ name }) => `“${name}”每天限量，只能点当天的`,
  station_busy: ({ name, minutes }) => `${name}现在忙不过来，约 ${minutes} 分钟后再点，或先点别的菜`,
  unknown_dish: () => '有一道菜已经下架，已从购物车移出',
  bad_choice: () => '有一道菜的规格有变化，请重新选一次',
  not_now: ({ name, when }) => `“${name}”现在不供应，${whenWords(when)}`,
  required_missing: ({ name, missing }) => `还差 ${missing} 份“${name}”，请先加上`,
  sold_out: ({ name, left, instead }) =>
    (left > 0 ? `“${name}”只剩 ${left} 份了` : `“${name}”刚刚卖完了`) + (instead ? `，可以换成“${instead.name}”` : ''),
  unknown_ingredient: () => '没有找到这种原料，请刷新一下',
  not_enough_stock: ({ left, held }) =>
    `库存只剩 ${left}${held > 0 ? `，另有 ${held} 已被未付款的订单占用` : ''}，请核对数量`,
  too_many_open: (details) =>
    details.what === 'orders'
      ? '还有几单没有付款，付款或取消后再下单吧'
      : `没付款的订单里“${details.name}”最多 ${details.most} 份，先付款再点吧`,
  import_under_way: () => '另一份表格正在导入，请过一会儿再试',
  wrong_sheet: ({ problems }) => `表格里有 ${problems.length} 处不对，什么都没有改动`,
  request_changed: () => '这次下单的内容变了，请再提交一次',
  unknown_order: () => '没有找到这个订单',
  wrong_status: ({ status }) => `订单现在是“${statusWords[status] ?? status}”，不能这样操作了`,
  hold_expired: () => '付款时间已过，订单已取消，请重新下单',
  not_refundable: ({ why, leftFen }) =>
    ({
      not_paid: '这个订单现在不能退款',
      too_much: `最多还能退 ¥${formatYuan(leftFen)}`,
      too_many: '这个订单退款次数已满，请联系店家',
      too_late: '付款超过一年，不能在线退款了',
      not_on_the_order: '要退的菜品数量不对，请重新选择',
    })[why],
  not_voidable: ({ why }) =>
    ({
      not_on_the_order: '要退的菜品数量不对，请重新选择',
      reason_needed: '请写明原因',
      not_on_a_bill: '这一单不在未结的账单上，不能退菜',
    })[why],
  nothing_to_pay: () => '这桌没有要付的菜',
  bill_being_paid: () => '有人正在付这张账单，现在不能改了',
  bill_changed: () => '账单有变化，请看一眼再付',
  share_settled: () => '这一份已经付过了',
  share_claimed: ({ by }) => (by === 'counter' ? '收银台正在收这一份' : '同桌有人正在付这一份'),
  unknown_delivery: () => '没有找到这条推送记录',
  due_changed: ({ dueFen, expectedFen }) =>
    `积分或储值有变动：原来还要付 ¥${formatYuan(expectedFen)}，现在 ¥${formatYuan(dueFen)}，请确认后再付`,
  payment_unavailable: () => '暂时付不了款，请稍后再试，或凭取餐号到收银台付款',
}

const statusWords: Record<string, string> = {
  placed: '待付款',
  billed: '已下单',
  paid: '已付款',
  cooking: '制作中',
  ready: '已出餐',
  served: '已完成',
  closed: '已完成',
  cancelled: '已取消',
  voided: '已退菜',
  refunded: '已退款',
}

/** Words for whatever went wrong with a call to the house. */
export function explain(error: unknown): string {
  if (error instanceof Refusal) {
    const say = wording[error.code as RefusalCode] as (details: unknown) => string
    return say(error.details)
  }
  if (error instanceof Unanswered && error.cause === 'network') return '网络不太好，请再试一次'
  return '店里的系统开小差了，请稍后再试'
}

/** True when the house refused with this code. */
export function refusedAs<Code extends RefusalCode>(error: unknown, code: Code): error is Refusal<Code> {
  return error instanceof Refusal && error.code === code
}

const kilometres = (metres: number) => (metres / 1000).toFixed(1)

function clockOf(minutes: number): string {
  const ofDay = minutes % 1440
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`
}
