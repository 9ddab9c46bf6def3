import { collectionsPage } from './collectionsPage.ts'
import { addDocument, deleteDocument, saveFields, saveJson } from './documentActions.ts'
import { documentPage } from './documentPage.ts'
import { documentsPage } from './documentsPage.ts'
import { newDocumentPage } from './newDocumentPage.ts'
import type { Act, Show } from './page.ts'

/** Path below /console to its page. */
export const PAGES: Record<string, Show> = {
  '': collectionsPage,
  '/collections': collectionsPage,
  '/documents': documentsPage,
  '/document': documentPage,
  '/document/new': newDocumentPage,
}

/** Path below /console to what a posted form does. */
export const ACTIONS: Record<string, Act> = {
  '/document/save': saveJson,
  '/document/fields': saveFields,
  '/document/add': addDocument,
  '/document/delete': deleteDocument,
}
