import { type House, publishMenu, readAll } from '@yundian/platform'

/** Publishes edits whose trigger was lost; without one this only reads. @returns how many menus are in force */
export async function publishMenus(house: House): Promise<number> {
  const versions: (number | undefined)[] = []
  for (const store of await readAll(house.records.stores, {})) versions.push(await publishMenu(store._id, house))
  return versions.filter((version) => version !== undefined).length
}
