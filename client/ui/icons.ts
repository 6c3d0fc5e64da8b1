/**
 * Line drawings on 24 by 24, one round stroke of 1.5. Each is a constant of its own, so that a page carries only
 * those it shows: `<Icon path={closeIcon} />`.
 */
export const closeIcon = 'M6 6l12 12M18 6 6 18'
export const plusIcon = 'M5 12h14M12 5v14'
export const minusIcon = 'M5 12h14'
export const shareIcon = 'M12 15V4M8 7.5 12 3.5l4 4M6 11H5v9.5h14V11h-1'
export const whatsappIcon =
  'M4 20l1.2-4.2A8.2 8.2 0 1 1 8.4 19L4 20zM9.2 8.4c-.9 3 3.4 7.2 6.4 6.4.6-.2.9-.9.8-1.5l-2-.9-1 1c-1.2-.5-2.3-1.6-2.8-2.8l1-1-.9-2c-.6-.1-1.3.2-1.5.8z'
export const qrIcon =
  'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v3M14 20h3M20 20h-.01M7 7h.01M17 7h.01M7 17h.01'
export const filterIcon = 'M4 7h9M17 7h3M15 4.5v5M4 17h3M11 17h9M9 14.5v5'
export const chevronDownIcon = 'M6 9.5l6 6 6-6'
export const chevronLeftIcon = 'M14.5 6l-6 6 6 6'
export const chevronRightIcon = 'M9.5 6l6 6-6 6'
