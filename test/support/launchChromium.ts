import { chromium, type Browser } from 'playwright-core'

/**
 * What the window of a browser makes ready beside the page: suggestions under its address bar, a small web page of their
 * own in every window, which costs more of the processor than opening a page of ours.
 */
const besideThePage = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

/** What playwright-core turns off: the browser heeds the last such list only, so ours names it again. */
const offInPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...offInPlaywright, ...besideThePage].join(',')}`,
]

/** Debian's Chromium, built without what belongs to a window, for one test or measurement. */
export const launchChromium = (...further: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: [...args, ...further] })
