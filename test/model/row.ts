import type { OutboxRow } from '../../libs/messaging/src/outbox';

export type Row = Pick<OutboxRow, 'id' | 'destination' | 'lane' | 'type' | 'subject'> & { readonly filingId: string };
