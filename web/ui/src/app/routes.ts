import type { Component } from 'svelte';
import type { IconName } from '../parts/Icon.svelte';

/** A page of the dashboard. The server has to know the first part of its path too: see web/dashboard.go. */
export interface Route {
  /** The path; ":name" is a parameter and ":name?" one that may be missing. */
  path: string;
  /** The page's name, in the navigation and the title. */
  name: string;
  icon: IconName;
  /** Whom the page is for. */
  audience: 'person' | 'operator';
  /** False for a page that is reached from others and has no entry in the navigation. */
  listed?: boolean;
  /** Loads the page's code, which is fetched when the page is first opened. */
  load: () => Promise<{ default: Component }>;
}

/** The pages, in the order of the navigation. The first four have a place of their own in the bar of a phone. */
export const routes: Route[] = [
  { path: '/', name: 'Today', icon: 'today', audience: 'person', load: () => import('../pages/today/Today.svelte') },
  { path: '/night/:date?', name: 'Night', icon: 'night', audience: 'person', load: () => import('../pages/night/Night.svelte') },
  { path: '/trends', name: 'Trends', icon: 'trends', audience: 'person', load: () => import('../pages/trends/Trends.svelte') },
  { path: '/training', name: 'Training', icon: 'training', audience: 'person', load: () => import('../pages/training/Training.svelte') },
  { path: '/training/:id', name: 'Workout', icon: 'training', audience: 'person', listed: false, load: () => import('../pages/workout/Workout.svelte') },
  { path: '/body', name: 'Body', icon: 'body', audience: 'person', load: () => import('../pages/body/Body.svelte') },
  { path: '/insights', name: 'Insights', icon: 'insights', audience: 'person', load: () => import('../pages/insights/Insights.svelte') },
  { path: '/insights/journal/:date?', name: 'Journal', icon: 'insights', audience: 'person', listed: false, load: () => import('../pages/journal/Journal.svelte') },
  { path: '/data/:part?', name: 'My data', icon: 'data', audience: 'person', load: () => import('../pages/data/Data.svelte') },
  { path: '/connect', name: 'Connect your watch', icon: 'sync', audience: 'person', listed: false, load: () => import('../pages/connect/Connect.svelte') },
  { path: '/operator', name: 'Operator', icon: 'operator', audience: 'operator', load: () => import('../pages/operator/Operator.svelte') },
  { path: '/operator/people', name: 'People', icon: 'people', audience: 'operator', load: () => import('../pages/operator/People.svelte') },
];

/** Returns where a route's entry in the navigation leads. */
export function addressOf({ path }: Route): string {
  return path.replace(/\/:.*$/, '') || '/';
}
