import { advanceClock, clockPage, setClock } from './clockPage.ts'
import { collectionsPage } from './collectionsPage.ts'
import { addDocument, deleteDocument, saveFields, saveJson } from './documentActions.ts'
import { documentPage } from './documentPage.ts'
import { documentsPage } from './documentsPage.ts'
import { callFunction } from './functionActions.ts'
import { functionPage } from './functionPage.ts'
import { functionsPage } from './functionsPage.ts'
import { messagesPage } from './messagesPage.ts'
import { newDocumentPage } from './newDocumentPage.ts'
import type { Act, Show } from './page.ts'
import { notifyAgain, setCallbackMode } from './paymentActions.ts'
import { paymentsPage } from './paymentsPage.ts'
import { runTimer, timersPage } from './timersPage.ts'

/** Path below /console to its page. */
export const PAGES: Record<string, Show> = {
  '': collectionsPage,
  '/collections': collectionsPage,
  '/documents': documentsPage,
  '/document': documentPage,
  '/document/new': newDocumentPage,
  '/functions': functionsPage,
  '/function': functionPage,
  '/timers': timersPage,
  '/payments': paymentsPage,
  '/messages': messagesPage,
  '/clock': clockPage,
}

/** Path below /console to what a posted form does. */
export const ACTIONS: Record<string, Act> = {
  '/document/save': saveJson,
  '/document/fields': saveFields,
  '/document/add': addDocument,
  '/document/delete': deleteDocument,
  '/function/call': callFunction,
  '/timers/run': runTimer,
  '/payments/notify': notifyAgain,
  '/payments/callbacks': setCallbackMode,
  '/clock/set': setClock,
  '/clock/advance': advanceClock,
}
