import { EJSON } from 'bson'
import type { Change } from '../database/database.ts'
import type { Project } from '../project/project.ts'

export type ChangeType = 'insert' | 'update' | 'delete'

/** The event type of a change; a replaced document counts as updated (inferred: the service names only three types). */
export function changeType(change: Change): ChangeType {
  return change.kind === 'replace' ? 'update' : change.kind
}

/**
 * The CloudEvent that a database trigger hands to its function (docs.cloudbase.net/trigger/data). How the service
 * writes dates there is not documented; here they are `{"$date": …}`, as its watch events write them.
 * @param at instant of the change, ms
 */
export function changeEvent(
  change: Change,
  { project, triggerName, requestId, at }: { project: Project; triggerName: string; requestId: string; at: number },
): { data: unknown; [attribute: string]: unknown } {
  const type = changeType(change)
  const docId = String(change.id)
  return {
    specversion: '1.0',
    id: `${requestId}.${docId}`,
    source: `tcb/database.${project.region}.${project.envId}.${change.collection}`,
    type: `com.tcb.database.${type}`,
    subject: `${triggerName}.${docId}`,
    datacontenttype: 'application/json',
    time: new Date(at).toISOString(),
    data: {
      docId: change.id,
      doc: EJSON.serialize(change.doc, { relaxed: true }),
      dataType: type,
      updatedFields: change.updatedFields ? EJSON.serialize(change.updatedFields, { relaxed: true }) : null,
      RemovedFields: change.removedFields?.length ? change.removedFields : null,
    },
  }
}
