/** Apart from the others of `icons.ts`, so that not every page brings all. */
export const searchIcon = 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.2 15.2 20 20'
export const offlineIcon =
  'M3 3l18 18M12 19h.01M8.5 15.5a5 5 0 0 1 6.2-.7M5 12a10 10 0 0 1 4.2-2.5M19 12a10 10 0 0 0-6.6-3M2 8.5a15 15 0 0 1 4-2.6M22 8.5A15 15 0 0 0 10.4 4.6'
