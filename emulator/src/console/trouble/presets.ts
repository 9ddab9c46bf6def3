import type { TroubleRule } from '../../trouble/rule.ts'

/** Trouble that one switches on without writing a rule. */
export const PRESETS: { words: string; rule: TroubleRule & { name: string } }[] = [
  { words: '网络慢 Slow network', rule: { name: 'slow', strikes: 'request', does: 'delay', ms: [200, 800] } },
  { words: '丢回复 Lost replies', rule: { name: 'lostReplies', strikes: 'request', does: 'loseReply', chance: 0.1 } },
  {
    words: '限流 Throttling',
    rule: {
      name: 'throttled',
      strikes: 'request',
      does: 'fail',
      code: 'EXCEED_REQUEST_LIMIT',
      abovePerSecond: 20,
    },
  },
  {
    words: '事务冲突 Conflicts',
    rule: {
      name: 'conflicts',
      strikes: 'request',
      does: 'fail',
      code: 'DATABASE_TRANSACTION_CONFLICT',
      match: { transaction: '*' },
      chance: 0.3,
    },
  },
  {
    words: '函数被杀 Killed functions',
    rule: { name: 'killed', strikes: 'call', does: 'kill', chance: 0.1, moment: 'after' },
  },
  {
    words: '触发器丢失 Lost triggers',
    rule: { name: 'lostTriggers', strikes: 'databaseTrigger', does: 'drop', chance: 0.5 },
  },
  {
    words: '触发器重复 Repeated triggers',
    rule: { name: 'repeatedTriggers', strikes: 'databaseTrigger', does: 'repeat' },
  },
  {
    words: '支付通知迟到 Late notices',
    rule: { name: 'lateNotices', strikes: 'notice', does: 'delay', ms: [60_000, 600_000] },
  },
  { words: '支付通知丢失 Lost notices', rule: { name: 'lostNotices', strikes: 'notice', does: 'drop' } },
  { words: '推送中断 Cut watches', rule: { name: 'cutWatches', strikes: 'watchFrame', does: 'cut', chance: 0.2 } },
  { words: '磁盘已满 Full disk', rule: { name: 'fullDisk', strikes: 'write', does: 'refuse' } },
]
