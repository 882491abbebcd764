/** The browser and system that a user-agent line names; `null` for what is not recognised. */
export function deviceOf(userAgent: string): { readonly browser: string | null; readonly system: string | null } {
  const browser = [
    ['Edge', /\bEdg(?:A|iOS)?\//],
    ['Opera', /\bOPR\//],
    ['Firefox', /\b(?:Firefox|FxiOS)\//],
    ['Chrome', /\b(?:Chrome|CriOS)\//],
    ['Safari', /\bSafari\//],
  ] as const
  const system = [
    ['Android', /\bAndroid\b/],
    ['iOS', /\b(?:iPhone|iPad)\b/],
    ['Windows', /\bWindows\b/],
    ['macOS', /\bMac OS X\b/],
    ['ChromeOS', /\bCrOS\b/],
    ['Linux', /\bLinux\b/],
  ] as const
  return {
    browser: browser.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null,
    system: system.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null,
  }
}
