/** What the server wrote into the phone's page: where the cloud is, and who holds the phone. */
export type Settings = { cloudUrl: string; openid: string; appId: string }

export const settings: Settings = {
  cloudUrl: '',
  openid: 'diner-a',
  appId: '',
  ...(globalThis as { previewSettings?: Partial<Settings> }).previewSettings,
}
