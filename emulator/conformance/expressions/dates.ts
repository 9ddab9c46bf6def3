import type { Builders, Cases, Refusals } from './document.ts'

const shanghai = (date: string) => ({ date, timezone: 'Asia/Shanghai' })

export const cases = ($: Builders): Cases => ({
  dateFromParts: [
    [
      $.dateFromParts({ year: 2026, month: 2, day: 8, hour: 12, timezone: 'Asia/Shanghai' }),
      new Date('2026-02-08T04:00:00Z'),
    ],
    [$.dateFromParts({ year: 2026, month: 14, day: 0, minute: -1 }), new Date('2027-01-30T23:59:00Z')],
    [$.dateFromParts({ isoWeekYear: 2026, isoWeek: 1, isoDayOfWeek: 1 }), new Date('2025-12-29T00:00:00Z')],
    [
      $.dateFromParts({ year: 2026, month: 3, day: 8, hour: 12, timezone: 'America/New_York' }),
      new Date('2026-03-08T16:00:00Z'),
    ],
    [$.dateFromParts({ year: '$nothing' }), null],
  ],
  dateFromString: [
    [$.dateFromString({ dateString: '2026-01-04T09:00:00.5Z' }), new Date('2026-01-04T09:00:00.500Z')],
    [$.dateFromString({ dateString: '2026-01-04 09:00', timezone: 'Asia/Shanghai' }), new Date('2026-01-04T01:00:00Z')],
    [$.dateFromString({ dateString: '2026-01-04T09:00:00+0800' }), new Date('2026-01-04T01:00:00Z')],
    [$.dateFromString({ dateString: '04.01.2026 9h', format: '%d.%m.%Y %Hh' }), new Date('2026-01-04T09:00:00Z')],
    [$.dateFromString({ dateString: 'soon', onError: 'never' }), 'never'],
    [$.dateFromString({ dateString: '$nothing', onNull: '$n' }), 7],
    [$.dateFromString({ dateString: '$absent' }), null],
  ],
  dateToString: [
    [$.dateToString({ date: '$at' }), '2026-01-04T01:02:03.004Z'],
    [
      $.dateToString({ ...shanghai('$at'), format: '%Y/%m/%d %H:%M:%S.%L %z %Z' }),
      '2026/01/04 09:02:03.004 +0800 +480',
    ],
    [$.dateToString({ date: '$at', format: '%j %u %w %U %V %G %%' }), '004 7 1 01 01 2026 %'],
    [$.dateToString({ date: '$newYear', format: '%G-%V', timezone: '-03:30' }), '2026-01'],
    [$.dateToString({ date: '$absent', format: '%Y', onNull: 'none' }), 'none'],
    [$.dateToString({ date: '$nothing' }), null],
  ],
  year: [
    [$.year('$newYear'), 2025],
    [$.year(shanghai('$newYear')), 2026],
    [$.year('$nothing'), null],
  ],
  month: [
    [$.month('$newYear'), 12],
    [$.month(shanghai('$newYear')), 1],
    [$.month('$absent'), null],
  ],
  dayOfMonth: [
    [$.dayOfMonth('$newYear'), 31],
    [$.dayOfMonth(shanghai('$newYear')), 1],
  ],
  dayOfWeek: [
    [$.dayOfWeek('$at'), 1],
    [$.dayOfWeek({ date: '$at', timezone: '-02' }), 7],
  ],
  dayOfYear: [
    [$.dayOfYear('$newYear'), 365],
    [$.dayOfYear('$at'), 4],
  ],
  isoDayOfWeek: [
    [$.isoDayOfWeek('$at'), 7],
    [$.isoDayOfWeek('$nothing'), null],
  ],
  isoWeek: [
    [$.isoWeek('$at'), 1],
    [$.isoWeek(new Date('2027-01-01')), 53],
  ],
  isoWeekYear: [
    [$.isoWeekYear('$newYear'), 2026],
    [$.isoWeekYear(new Date('2027-01-01')), 2026],
  ],
  millisecond: [[$.millisecond('$at'), 4]],
  minute: [
    [$.minute('$at'), 2],
    [$.minute({ date: '$at', timezone: 'Asia/Kolkata' }), 32],
  ],
  second: [[$.second('$at'), 3]],
  hour: [
    [$.hour('$at'), 1],
    [$.hour(shanghai('$at')), 9],
    [$.hour({ date: '$at', timezone: '$nothing' }), null],
  ],
  week: [
    [$.week('$at'), 1],
    [$.week(new Date('2024-01-07')), 1],
    [$.week(new Date('2026-01-03')), 0],
    [$.week(new Date('2023-12-31')), 53],
    [$.week('$nothing'), null],
  ],
})

export const refusals = ($: Builders): Refusals => ({
  dateFromParts: [
    $.dateFromParts({ month: 1 }),
    $.dateFromParts({ year: 2026, isoWeek: 1 }),
    $.dateFromParts({ year: 0 }),
  ],
  dateFromString: [
    $.dateFromString({ dateString: 'soon' }),
    $.dateFromString({ dateString: '2026-02-30' }),
    $.dateFromString({ dateString: '2026-01-04T00:00:00Z', timezone: 'Asia/Shanghai' }),
    $.dateFromString({ dateString: '$n' }),
  ],
  dateToString: [
    $.dateToString({ date: '$n' }),
    $.dateToString({ date: '$at', format: '%q' }),
    $.dateToString({ date: '$at', timezone: 'Nowhere/Town' }),
    $.dateToString({ format: '%Y' }),
  ],
  year: [$.year('$text'), $.year({ date: '$at', timezone: 5 }), $.year({ day: '$at' })],
})
