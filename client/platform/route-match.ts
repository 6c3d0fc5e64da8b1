/** Which page an address leads to. */
import type { Component, ParentProps } from 'solid-js'

export type Params = Record<string, string | undefined>
export type Query = Record<string, string | string[] | undefined>

export type RouteDefinition<Info = unknown> = {
  /** `/p/:slug`, or `/*rest` for whatever is below, the place itself included; that of a child goes on from its parent's. */
  path: string
  component: Component<ParentProps> & { preload?: () => unknown }
  /** Fetches what the page will read, as soon as it is known that it will be opened, or likely. */
  preload?: (page: { params: Params; query: Query }) => void
  info?: Info
  /** A document of its own: the browser itself follows links from here to the rest, and back. */
  isApart?: boolean
  children?: RouteDefinition<Info>[]
}

export type Match<Info = unknown> = {
  /** From the outermost page to the innermost. */
  branch: RouteDefinition<Info>[]
  /** As they stand in the address, encoded. */
  params: Params
}

/** The first of the routes that the whole path fits, in the order they are written down. */
export function matchRoutes<Info>(
  routes: RouteDefinition<Info>[],
  pathname: string,
  base = '',
): Match<Info> | null {
  for (const route of routes) {
    const path = base + route.path
    if (route.children) {
      const inner = matchRoutes(route.children, pathname, path)
      if (inner) return { branch: [route, ...inner.branch], params: inner.params }
    } else {
      const found = expressionOf(path).exec(pathname)
      if (found) return { branch: [route], params: { ...found.groups } }
    }
  }
  return null
}

/** With or without a slash at the end, in small letters or capitals. */
const expressionOf = (path: string) =>
  RegExp(
    `^${path
      .replace(/\/$/, '')
      .replace(/\/\*(\w+)$/, '(?:/(?<$1>.*?))?')
      .replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`,
    'i',
  )

/** A name that stands more than once has a list. */
export function queryOf(search: string): Query {
  const fields = new URLSearchParams(search)
  return Object.fromEntries(
    [...fields.keys()].map((name) => {
      const all = fields.getAll(name)
      return [name, all.length > 1 ? all : all[0]]
    }),
  )
}
