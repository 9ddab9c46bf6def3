import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readCsv, writeCsv } from './csv.ts'
import { sheetLimits, UnreadableSheet } from './table.ts'
import { readXlsx, writeXlsx } from './xlsx.ts'

/** Rows whose every cell says something, so that no reader may leave one out. */
const tables = fc.array(
  fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 }),
  {
    minLength: 1,
    maxLength: 6,
  },
)
const awkward = [
  '=1+1',
  '+86',
  '-5',
  '@x',
  "'",
  "'=x",
  "''+",
  '\t=1',
  '"',
  'a,b',
  'a\r\nb',
  '<b>&amp;',
  '_x0041_',
  ' x ',
]

describe('CSV', () => {
  it('comes back as it was written, whatever stands in the cells', () => {
    fc.assert(
      fc.property(tables, (table) => {
        expect(readCsv(writeCsv(table))).toEqual(table)
      }),
      { numRuns: 300 },
    )
    expect(readCsv(writeCsv([awkward]))).toEqual([awkward])
  })

  it('holds no cell that a spreadsheet would run', () => {
    const cells = writeCsv(awkward.map((cell) => [cell]))
      .toString('utf8')
      .slice(1)
      .split('\r\n')
    expect(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell))).toEqual([])
  })

  it('is read as Excel in China saves it, in GB 18030', () => {
    const bytes = Buffer.from([0xc3, 0xd7, 0xb7, 0xb9, 0x2c, 0x33, 0x0d, 0x0a])
    expect(readCsv(bytes)).toEqual([['米饭', '3']])
  })

  it('with a quote that never ends is refused', () => {
    expect(() => readCsv(Buffer.from('a,"b\nc'))).toThrow(UnreadableSheet)
  })
})

describe('XLSX', () => {
  it('comes back as it was written, whatever stands in the cells', () => {
    fc.assert(
      fc.property(tables, (table) => {
        expect(readXlsx(writeXlsx(table, '菜单'))).toEqual(table)
      }),
      { numRuns: 150 },
    )
    expect(readXlsx(writeXlsx([awkward, [18.5, 3]], '菜单'))).toEqual([awkward, ['18.5', '3']])
  })

  it('is read as spreadsheets write it: shared texts, rich texts, gaps, formulas, rounded numbers', () => {
    const file = workbook({
      'xl/sharedStrings.xml':
        '<sst><si><t>菜品</t></si><si><r><t>大</t></r><r><t xml:space="preserve"> 份</t></r><rPh sb="0"><t>da</t></rPh></si></sst>',
      'xl/worksheets/s.xml':
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2" t="s"><x:v>1</x:v></x:c><x:c r="D2"><x:v>17.899999999999999</x:v></x:c><x:c r="E2" t="str"><x:f>A1&amp;"x"</x:f><x:v>x</x:v></x:c><x:c r="F2" t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    })
    expect(readXlsx(file)).toEqual([[], ['菜品', '', '大 份', '17.9', 'x', 'TRUE']])
  })

  it('that unfolds to more than a menu, or is none, is refused', () => {
    const bomb = workbook({ 'xl/worksheets/s.xml': ' '.repeat(sheetLimits.bytes + 1) })
    const far = workbook({
      'xl/worksheets/s.xml': '<sheetData><row r="999999999"><c r="A1"><v>1</v></c></row></sheetData>',
    })
    const wide = workbook({ 'xl/worksheets/s.xml': '<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>' })
    for (const file of [bomb, far, wide, Buffer.from('PK not a zip'), workbook({})]) {
      expect(() => readXlsx(file)).toThrow(UnreadableSheet)
    }
  })
})

function workbook(files: Record<string, string>): Uint8Array {
  const all = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="r7"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r7" Target="/xl/worksheets/s.xml"/></Relationships>',
    ...files,
  }
  return zipSync(Object.fromEntries(Object.entries(all).map(([path, xml]) => [path, strToU8(xml)])))
}
