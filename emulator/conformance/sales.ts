import { openTarget, type ServerDatabase, type Target } from './target.ts'

export type Aggregation = ReturnType<ReturnType<ServerDatabase['collection']>['aggregate']>

/** A target with a few sales, goods, places and many numbered documents, and a way to aggregate them. */
export interface Sales {
  target: Target
  db: ServerDatabase
  /** Builds a pipeline on a collection (else `sales`), ends it and answers its documents. */
  run(build: (start: Aggregation) => Aggregation, collection?: string): Promise<unknown[]>
}

export async function openSales(): Promise<Sales> {
  const target = await openTarget()
  const db = target.serverApp().database()
  for (const name of ['sales', 'goods', 'places', 'many']) await target.collection(name)
  await db.collection('sales').add([
    {
      _id: 1,
      shop: 'east',
      fen: 300,
      lines: [
        { dish: 'a', n: 2 },
        { dish: 'b', n: 1 },
      ],
      tags: ['hot'],
    },
    { _id: 2, shop: 'east', fen: 100, lines: [{ dish: 'a', n: 1 }], tags: [] },
    { _id: 3, shop: 'west', fen: 900, lines: [], tags: ['hot', 'new'] },
    { _id: 4, fen: 500, lines: null },
  ])
  await db.collection('goods').add([
    { _id: 'a', name: 'noodles', kinds: ['soup', 'dry'] },
    { _id: 'b', name: 'tofu', kinds: ['soup'] },
    { _id: 'c', name: 'tea' },
  ])
  await db.collection('places').add([
    { _id: 'far', at: new db.Geo.Point(1, 1) },
    { _id: 'near', at: new db.Geo.Point(0, 0.5) },
  ])
  await db.collection('many').add(Array.from({ length: 30 }, (_, n) => ({ _id: n, n })))
  return {
    target,
    db,
    run: async (build, collection = 'sales') => (await build(db.collection(collection).aggregate()).end()).data,
  }
}
