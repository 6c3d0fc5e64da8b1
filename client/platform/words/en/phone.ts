export default {
  tell: {
    busy: 'One moment',
    stop: 'Don’t tell me',
    holdOn: 'We’ll tell you here 2 hours before, even with the shop closed.',
    backOn: 'We’ll tell you here when it’s back, even with the shop closed.',
    stopped: 'Done, we won’t tell you.',
    denied:
      'Notifications from this shop are blocked. Allow them in the site settings, next to the address, then tap again.',
    unanswered: 'We need your permission to tell you. Tap again whenever you like.',
    homeFirst:
      'Here notifications reach shops on the home screen: tap Share, choose “Add to Home Screen” and open it from there.',
    unsupported: 'This browser doesn’t take notifications. Try another one.',
    offline: 'There’s no connection to write it down. Tap again when it’s back.',
    soon: 'Less than 2 hours are left: too late to tell you before.',
    many: 'Many notifications have been asked for from here. Take one back and tap again.',
    failed: 'We couldn’t write it down. Tap again in a moment.',
  },
  kept: {
    text: 'These windows are on your phone, to look at as ever. Reserving takes a connection.',
    list: 'Windows on this phone',
    asOf: (when: string) => `As it was ${when}`,
  },
  luggage: {
    take: (size: string) => `Take the whole shop offline (about ${size})`,
    progress: 'Pictures kept',
    taking: (done: number, all: number) => `Keeping pictures: ${done} of ${all}`,
    cancel: 'Stop',
    taken: (size: string) => `The whole shop is on your phone: ${size}.`,
    leave: 'Take it off the phone',
    full: (size: string) =>
      `It does not fit on your phone: about ${size} are needed. Nothing was left half done, and the window without all its pictures is still kept.`,
    failed: 'It broke off on the way. Nothing was left half done: tap again once there is a connection.',
  },
  install: {
    label: 'Take the shop to the home screen',
    text: 'The window fits on your home screen, and what you picked waits there.',
    take: 'Install',
    byHand: 'To have it on your home screen: tap Share and choose “Add to Home Screen”.',
    dismiss: 'Don’t show again',
  },
}
