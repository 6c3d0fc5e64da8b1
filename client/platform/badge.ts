/** Marks the app on the home screen while a reservation is open, where there are such marks. */
export function showBadge(isOn: boolean): void {
  if (!('setAppBadge' in navigator)) return
  const shown = isOn ? navigator.setAppBadge(1) : navigator.clearAppBadge()
  shown.catch(() => undefined) // not installed, or not allowed to: nobody waits for it
}
