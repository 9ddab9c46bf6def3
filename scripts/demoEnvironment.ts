/** Values for the placeholders of cloudbaserc.json in the demo; a real restaurant has its own in `.env`. */
export const demoEnvironment = {
  SUB_MCH_ID: '1900000109',
  READY_TEMPLATE_ID: 'orderReady',
  TABLE_KEY: 'signs the table codes of the demo',
  // The mini-program pays by cloudPay; the keys of API v3 and of Alipay together would not fit into a function's 4 KB.
  WECHATPAY_PRIVATE_KEY: '',
}
