import { advanceClock, clockPage, setClock } from './clockPage.ts'
import { collectionsPage } from './documents/collectionsPage.ts'
import { addDocument, deleteDocument, saveFields, saveJson } from './documents/documentActions.ts'
import { documentPage } from './documents/documentPage.ts'
import { documentsPage } from './documents/documentsPage.ts'
import { newDocumentPage } from './documents/newDocumentPage.ts'
import { callFunction } from './functions/functionActions.ts'
import { functionPage } from './functions/functionPage.ts'
import { functionsPage } from './functions/functionsPage.ts'
import { messagesPage } from './messagesPage.ts'
import type { Act, Show } from './page.ts'
import { notifyAgain, setCallbackMode } from './payments/paymentActions.ts'
import { paymentsPage } from './payments/paymentsPage.ts'
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
