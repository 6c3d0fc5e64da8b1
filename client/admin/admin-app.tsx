export default function AdminApp() {
  return <main id="content" />
}
