/** What kind of place the shop is open in. */

/** Opened from the home screen, as an app. */
export const isStandalone = () =>
  matchMedia('(display-mode: standalone)').matches || Reflect.get(navigator, 'standalone') === true

/** An iPhone or an iPad, which calls itself a Mac that is touched. */
export const isAppleTouch = () =>
  /iPad|iPhone|iPod/.test(navigator.userAgent) ||
  (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1)
