import { wordsOf } from '../language'

export const checkoutWords = wordsOf(
  {
    dineIn: '堂食',
    pickup: '到店自取',
    delivery: '外送',
    change: '更改',
    time: '时间',
    chooseAddress: '请选择送到哪里',
    pickupHint: '付款后会给你取餐号，做好了叫号',
    tableHint: '做好后送到你的桌上',
    remark: '备注',
    remarkPlaceholder: '口味、过敏或其他要求',
    toPay: '应付',
    submit: '提交订单并支付',
  },
  {
    dineIn: 'Eat in',
    pickup: 'Pick up',
    delivery: 'Delivery',
    change: 'Change',
    time: 'Time',
    chooseAddress: 'Where shall we bring it?',
    pickupHint: 'You get a number once you have paid; it is called when the food is ready.',
    tableHint: 'Brought to your table when it is ready',
    remark: 'Remarks',
    remarkPlaceholder: 'Taste, allergies, other wishes',
    toPay: 'To pay',
    submit: 'Order and pay',
  },
)
