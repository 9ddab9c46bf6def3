import { BARS, CAPSULE } from '../pageFrame.ts'
import { currentPage, pageOf } from '../router.ts'
import { settings } from '../settings.ts'
import { asyncMember } from './asyncMember.ts'

const SDK_VERSION = '3.8.0'

function screen() {
  const { clientWidth, clientHeight } = document.documentElement
  return { screenWidth: clientWidth, screenHeight: clientHeight }
}

function windowInfo() {
  const { screenWidth, screenHeight } = screen()
  const height = currentPage()?.frame.height() ?? screenHeight - BARS.status - BARS.navigation
  return {
    pixelRatio: window.devicePixelRatio,
    screenWidth,
    screenHeight,
    windowWidth: screenWidth,
    windowHeight: height,
    statusBarHeight: BARS.status,
    safeArea: {
      left: 0,
      right: screenWidth,
      top: BARS.status,
      bottom: screenHeight - BARS.safeBottom,
      width: screenWidth,
      height: screenHeight - BARS.safeBottom - BARS.status,
    },
    screenTop: screenHeight - height,
  }
}

const deviceInfo = () => ({
  brand: 'devtools',
  model: 'iPhone X',
  system: 'iOS 17.0',
  platform: 'devtools',
  abi: '',
  benchmarkLevel: 40,
  memorySize: 4096,
})

const theme = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

const appBaseInfo = () => ({
  SDKVersion: SDK_VERSION,
  enableDebug: false,
  language: 'zh_CN',
  version: '8.0.50',
  theme: theme(),
  host: { env: 'WeChat', appId: settings.appId },
  fontSizeSetting: 16,
  fontSizeScaleFactor: 1,
})

const systemInfo = () => ({
  ...windowInfo(),
  ...deviceInfo(),
  ...appBaseInfo(),
  locationEnabled: true,
  bluetoothEnabled: true,
  wifiEnabled: true,
  locationAuthorized: true,
  cameraAuthorized: true,
  notificationAuthorized: true,
})

const systemSetting = () => ({
  bluetoothEnabled: true,
  locationEnabled: true,
  wifiEnabled: true,
  deviceOrientation: 'portrait',
})
const authorizeSetting = () => ({
  albumAuthorized: 'authorized',
  cameraAuthorized: 'authorized',
  locationAuthorized: 'authorized',
  notificationAuthorized: 'authorized',
})

type Network = { isConnected: boolean; networkType: string }
type NetworkListener = (network: Network) => void
const networkListeners = new Map<NetworkListener, () => void>()
const network = (): Network => ({ isConnected: navigator.onLine, networkType: navigator.onLine ? 'wifi' : 'none' })

type ResizeListener = (event: { size: { windowWidth: number; windowHeight: number } }) => void
const resizeListeners = new Set<ResizeListener>()
window.addEventListener('resize', () => {
  const { windowWidth, windowHeight } = windowInfo()
  for (const listener of resizeListeners) listener({ size: { windowWidth, windowHeight } })
  const page = pageOf(undefined)
  page?.root.getComponent().triggerPageLifetime('resize', [{ size: { windowWidth, windowHeight } }])
})

type ThemeListener = (event: { theme: string }) => void
const themeListeners = new Set<ThemeListener>()
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const listener of themeListeners) listener({ theme: theme() })
})

/** wx members that tell about the phone. */
export const device = {
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemSetting: systemSetting,
  getAppAuthorizeSetting: authorizeSetting,
  getSystemInfoSync: systemInfo,
  getSystemInfo: asyncMember('getSystemInfo', systemInfo),
  getSystemInfoAsync: asyncMember('getSystemInfoAsync', systemInfo),
  getMenuButtonBoundingClientRect() {
    const { width, height, top, right } = CAPSULE
    const { screenWidth } = screen()
    return { width, height, top, bottom: top + height, left: screenWidth - right - width, right: screenWidth - right }
  },
  getAccountInfoSync: () => ({
    miniProgram: { appId: settings.appId, envVersion: 'develop', version: '' },
  }),
  getNetworkType: asyncMember('getNetworkType', () => ({ networkType: network().networkType, signalStrength: 0 })),
  onNetworkStatusChange(listener: NetworkListener) {
    const tell = () => listener(network())
    networkListeners.set(listener, tell)
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
  },
  offNetworkStatusChange(listener?: NetworkListener) {
    for (const [known, tell] of networkListeners) {
      if (listener !== undefined && listener !== known) continue
      window.removeEventListener('online', tell)
      window.removeEventListener('offline', tell)
      networkListeners.delete(known)
    }
  },
  onWindowResize: (listener: ResizeListener) => void resizeListeners.add(listener),
  offWindowResize: (listener: ResizeListener) => void resizeListeners.delete(listener),
  onThemeChange: (listener: ThemeListener) => void themeListeners.add(listener),
  offThemeChange: (listener?: ThemeListener) => {
    if (listener) themeListeners.delete(listener)
    else themeListeners.clear()
  },
}
