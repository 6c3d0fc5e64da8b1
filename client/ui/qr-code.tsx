import { encodeQR } from 'qr'
import { createMemo } from 'solid-js'
import './qr.css'

/** An address for another phone's camera, as one path: a square a module, and the quiet border it needs. */
export default function QrCode(props: { text: string; label: string }) {
  const rows = createMemo(() => encodeQR(props.text, 'raw', { ecc: 'medium', border: 2 }))
  const path = () =>
    rows()
      .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join('')
  return (
    <svg class="qr" viewBox={`0 0 ${rows().length} ${rows().length}`} role="img" aria-label={props.label}>
      <rect class="qr-paper" width="100%" height="100%" />
      <path class="qr-ink" d={path()} />
    </svg>
  )
}
