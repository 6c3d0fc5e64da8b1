import { hydrate, render } from 'solid-js/web'
import { App } from './app.tsx'
import './ui/tokens.css'
import './ui/base.css'

const root = document.getElementById('app')
if (!root) throw new Error('the page has no #app')

// A page that could not be rendered on the server arrives empty and is built here from nothing.
if (root.hasChildNodes()) hydrate(() => <App />, root)
else render(() => <App />, root)
