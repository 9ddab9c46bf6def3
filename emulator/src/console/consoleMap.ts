import { advanceClock, clockPage, setClock } from './clockPage.ts'
import { collectionsPage } from './documents/collectionsPage.ts'
import { addDocument, deleteDocument, saveFields, saveJson } from './documents/documentActions.ts'
import { documentPage } from './documents/documentPage.ts'
import { documentsPage } from './documents/documentsPage.ts'
import { addCollection } from './documents/newCollection.ts'
import { newDocumentPage } from './documents/newDocumentPage.ts'
import { callsPage } from './functions/callsPage.ts'
import { callFunction } from './functions/functionActions.ts'
import { functionPage } from './functions/functionPage.ts'
import { functionsPage } from './functions/functionsPage.ts'
import { messagesPage } from './messagesPage.ts'
import type { Act, Show } from './page.ts'
import { notifyAgain, setCallbackMode } from './payments/paymentActions.ts'
import { paymentsPage } from './payments/paymentsPage.ts'
import { rulesPage } from './rules/rulesPage.ts'
import { deleteFile, storagePage } from './storagePage.ts'
import { runTimer, timersPage } from './timersPage.ts'
import { setTriggerMode, triggersPage } from './triggersPage.ts'
import { addRule, clearTrouble, removeRule, sowTrouble, switchPreset } from './trouble/troubleActions.ts'
import { troublePage } from './trouble/troublePage.ts'
import { cutConnections, watchesPage } from './watchesPage.ts'

/** Path below /console to its page. */
export const PAGES: Record<string, Show> = {
  '': collectionsPage,
  '/collections': collectionsPage,
  '/documents': documentsPage,
  '/document': documentPage,
  '/document/new': newDocumentPage,
  '/functions': functionsPage,
  '/function': functionPage,
  '/calls': callsPage,
  '/timers': timersPage,
  '/payments': paymentsPage,
  '/messages': messagesPage,
  '/clock': clockPage,
  '/rules': rulesPage,
  '/triggers': triggersPage,
  '/storage': storagePage,
  '/watches': watchesPage,
  '/trouble': troublePage,
}

/** Path below /console to what a posted form does. */
export const ACTIONS: Record<string, Act> = {
  '/collection/add': addCollection,
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
  '/triggers/mode': setTriggerMode,
  '/storage/delete': deleteFile,
  '/watches/cut': cutConnections,
  '/trouble/preset': switchPreset,
  '/trouble/add': addRule,
  '/trouble/remove': removeRule,
  '/trouble/clear': clearTrouble,
  '/trouble/seed': sowTrouble,
}
