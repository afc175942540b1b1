import type {} from 'deskbell/vue';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['desk-bell']>['$props'];

export const right: Props = {
  'proxy-url': 'https://support.example.com', theme: 'dark', class: 'help', onDeskbellCreated: (event) => event.detail.ticketNumber.length,
};
// @ts-expect-error there is no such theme
export const theme: Props = { theme: 'pink' };
// @ts-expect-error pending requests have no number
export const event: Props = { onDeskbellPending: (event) => event.detail.ticketNumber };
