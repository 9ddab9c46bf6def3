import { randomBytes } from 'node:crypto'
import { PLATFORM } from './merchant.ts'

/**
 * A refusal of the pay platform: not an exception for the SDK, but `resultCode: "FAIL"`. The SDK overwrites the code,
 * so a function sees only the description; where the v2 pages give one for the code, it is used here.
 */
export class PayRefusal extends Error {
  constructor(
    readonly code: string,
    description: string,
  ) {
    super(description)
    this.name = 'PayRefusal'
  }
}

/** A successful answer of the pay platform: the fields of every answer, and `fields`. Keys are snake_case. */
export function accepted(appId: string, fields: Record<string, unknown>): Record<string, unknown> {
  return { ...envelope(appId), result_code: 'SUCCESS', ...fields }
}

export function refused(appId: string, refusal: PayRefusal): Record<string, unknown> {
  return { ...envelope(appId), result_code: 'FAIL', err_code: refusal.code, err_code_des: refusal.message }
}

function envelope(appId: string): Record<string, unknown> {
  return {
    return_code: 'SUCCESS',
    return_msg: 'OK',
    appid: PLATFORM.appId,
    mch_id: PLATFORM.mchId,
    sub_appid: appId,
    nonce_str: randomBytes(16).toString('hex'),
  }
}
