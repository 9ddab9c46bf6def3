import type { Document, Filter, IndexDeclaration } from '../database.ts'
import { type Position, type Shape, shapeOf, vertices } from '../queries/geometry.ts'
import { type Fields, isFields } from '../values.ts'
import { aroundPoint, type Box, boxOf, isOnEarth } from './geoBox.ts'
import { leavesAt } from './indexKeys.ts'
import type { Record } from './versions.ts'

/** Degrees of a cell's side: about a kilometre, the distance at which people look for a restaurant. */
const CELL_DEGREES = 0.01
/** A shape over more cells than this stands in a list that every search reads. */
const CELLS_OF_SHAPE_MAX = 64
/** More cells in a row than there are degrees of latitude, so that each has a number of its own. */
const ROW = 65_536

/** Keeps the records by the cells of a grid over the Earth that the shapes in a field touch. */
export class GeoIndex {
  private readonly cells = new Map<number, Set<Record>>()
  private readonly wide = new Set<Record>()
  private readonly topField: string
  readonly field: string

  constructor(readonly declaration: IndexDeclaration) {
    this.field = declaration.keys.find(({ direction }) => direction === '2dsphere')?.field ?? ''
    this.topField = this.field.split('.', 1)[0] ?? this.field
  }

  /** True when a change from one version to the other cannot matter here: shared parts are the same object. */
  unaffected(before: Document, after: Document): boolean {
    return before[this.topField] === after[this.topField]
  }

  add(record: Record, document: Document): void {
    const cells = this.cellsOf(document)
    if (cells === undefined) this.wide.add(record)
    for (const cell of cells ?? []) {
      const records = this.cells.get(cell)
      if (records === undefined) this.cells.set(cell, new Set([record]))
      else records.add(record)
    }
  }

  remove(record: Record, document: Document): void {
    this.wide.delete(record)
    for (const cell of this.cellsOf(document) ?? []) {
      const records = this.cells.get(cell)
      records?.delete(record)
      if (records?.size === 0) this.cells.delete(cell)
    }
  }

  fill(records: Iterable<Record>): void {
    for (const record of records) if (record.document !== undefined) this.add(record, record.document)
  }

  /** The cells of a document's shapes; undefined when they are too many. */
  cellsOf(document: Document): Set<number> | undefined {
    const shapes = leavesAt(document, this.field).map(shapeOf)
    const boxes = shapes.flatMap((shape) => (shape === undefined ? [] : [boxOf(vertices(shape))]))
    if (!boxes.every(isOnEarth)) return undefined
    const cells = new Set<number>()
    for (const box of boxes) {
      if (cellCount(box) > CELLS_OF_SHAPE_MAX) return undefined
      for (const cell of cellsIn(box)) cells.add(cell)
    }
    return cells
  }

  /** Whether the record is found everywhere where the shapes of this version are. */
  holds(record: Record, document: Document): boolean {
    const cells = this.cellsOf(document)
    if (cells === undefined) return this.wide.has(record)
    return [...cells].every((cell) => this.cells.get(cell)?.has(record) === true)
  }

  /** How many places are held: a record counts once in each of its cells, and once among the wide ones. */
  get places(): number {
    return [...this.cells.values()].reduce((sum, records) => sum + records.size, this.wide.size)
  }

  /** All records that the filter's condition on the field can match; undefined when it does not say where they are. */
  near(filter: Filter): Record[] | undefined {
    const box = boxOfFilter(filter, this.field)
    if (box === undefined || !isOnEarth(box)) return undefined
    const found = new Set(this.wide)
    const few = cellCount(box) <= this.cells.size
    const cells = few ? cellsIn(box) : [...this.cells.keys()].filter((cell) => isInside(cell, box))
    for (const cell of cells) for (const record of this.cells.get(cell) ?? []) found.add(record)
    return [...found]
  }
}

const column = (degrees: number): number => Math.floor((degrees + 180) / CELL_DEGREES)
const row = (degrees: number): number => Math.floor((degrees + 90) / CELL_DEGREES)

const cellCount = ({ west, east, south, north }: Box): number =>
  (column(east) - column(west) + 1) * (row(north) - row(south) + 1)

function* cellsIn({ west, east, south, north }: Box): Generator<number> {
  for (let x = column(west); x <= column(east); x += 1) {
    for (let y = row(south); y <= row(north); y += 1) yield x * ROW + y
  }
}

function isInside(cell: number, { west, east, south, north }: Box): boolean {
  const x = Math.floor(cell / ROW)
  const y = cell % ROW
  return x >= column(west) && x <= column(east) && y >= row(south) && y <= row(north)
}

/** The box in which the filter's condition on the field wants a shape to be, or to reach into. */
function boxOfFilter(filter: Filter, field: string): Box | undefined {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(condition)) {
      for (const part of condition.filter(isFields)) {
        const box = boxOfFilter(part, field)
        if (box !== undefined) return box
      }
    }
    const box = path === field && isFields(condition) ? boxOfCondition(condition) : undefined
    if (box !== undefined) return box
  }
  return undefined
}

function boxOfCondition(condition: Fields): Box | undefined {
  const near = condition.$nearSphere ?? condition.$near
  if (isFields(near)) {
    const [point] = shapeOf(near.$geometry)?.points ?? []
    return point && typeof near.$maxDistance === 'number' ? aroundPoint(point, near.$maxDistance) : undefined
  }
  const area = condition.$geoWithin ?? condition.$geoIntersects
  if (!isFields(area)) return undefined
  if (Array.isArray(area.$centerSphere)) return aroundSphere(area.$centerSphere)
  const shape: Shape | undefined = shapeOf(area.$geometry)
  return shape === undefined ? undefined : boxOf(vertices(shape))
}

function aroundSphere([center, radians]: unknown[]): Box | undefined {
  const [point] = shapeOf(center)?.points ?? []
  return point && typeof radians === 'number' ? aroundPoint(point as Position, { radians }) : undefined
}
