import { EARTH_RADIUS, type Position } from '../queries/geometry.ts'

/** Degrees of longitude and latitude between which something lies. */
export interface Box {
  west: number
  east: number
  south: number
  north: number
}

/** Degrees by which a box around a distance is wider, so that rounding leaves nothing out. */
const ROUNDING = 1e-6

export function boxOf(positions: Position[]): Box {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity }
  for (const [lng, lat] of positions) {
    box.west = Math.min(box.west, lng)
    box.east = Math.max(box.east, lng)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  return box
}

/** False also for a box that crosses the date line or a pole, since beyond them other degrees mean the same places. */
export const isOnEarth = ({ west, east, south, north }: Box): boolean =>
  west >= -180 && east <= 180 && south >= -90 && north <= 90

/** What lies within a great-circle distance (metres, or an angle) of a point; undefined when a pole does. */
export function aroundPoint([lng, lat]: Position, distance: number | { radians: number }): Box | undefined {
  const angle = typeof distance === 'number' ? distance / EARTH_RADIUS : distance.radians
  const degrees = (radians: number) => (radians * 180) / Math.PI + ROUNDING
  const height = degrees(angle)
  if (!(angle >= 0) || lat + height >= 90 || lat - height <= -90) return undefined
  const width = degrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos((lat * Math.PI) / 180))))
  return { west: lng - width, east: lng + width, south: lat - height, north: lat + height }
}
