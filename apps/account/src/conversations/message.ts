import type { EntityManager } from 'typeorm';
import type { Side } from './answer-owed.rules';

export interface MentionView {
  readonly personId: string;
  readonly name: string;
}

export interface DocumentOfMessage {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
}

/** A message as everybody who takes part is shown it. */
export interface MessageView {
  readonly conversationId: string;
  /** 1 for the first of the conversation. */
  readonly number: number;
  readonly id: string;
  readonly side: Side;
  readonly by: string;
  /** Account or office that its writer belongs to. */
  readonly accountName: string;
  /** Office of CBP that it was written for; null for the trade and for who is of none that takes part. */
  readonly office: string | null;
  readonly text: string;
  readonly wantsAnswer: boolean;
  /** Office of CBP that is asked; null for all. */
  readonly asksOffice: string | null;
  readonly channel: 'page' | 'e-mail';
  /** Whether the e-mail that it came by can be opened, with what was cut from its text. */
  readonly original: boolean;
  readonly writtenAt: Date;
  readonly mentions: readonly MentionView[];
  readonly documents: readonly DocumentOfMessage[];
}

const COLUMNS = `m.conversation_id AS "conversationId", m.number, m.id, m.side, m.by, a.name AS "accountName", m.office, m.text, m.wants_answer AS "wantsAnswer",
  m.asks_office AS "asksOffice", m.channel, m.original, m.written_at AS "writtenAt"`;
const MENTIONS = `coalesce((SELECT json_agg(json_build_object('personId', t.person_id, 'name', t.name) ORDER BY t.name, t.person_id)
  FROM conversation_mention t WHERE t.conversation_id = m.conversation_id AND t.number = m.number), '[]') AS mentions`;
const DOCUMENTS = `coalesce((SELECT json_agg(json_build_object('id', d.id, 'name', d.name, 'kind', d.kind, 'bytes', d.bytes) ORDER BY t.place)
  FROM conversation_document t JOIN document d ON d.id = t.document_id WHERE t.conversation_id = m.conversation_id AND t.number = m.number), '[]') AS documents`;

/** @param rest what follows `FROM conversation_message m JOIN account a` */
export const messagesWhere = (manager: EntityManager, rest: string, parameters: unknown[]): Promise<MessageView[]> =>
  manager.query(
    `SELECT ${COLUMNS}, ${MENTIONS}, ${DOCUMENTS} FROM conversation_message m JOIN account a ON a.id = m.account_id ${rest}`,
    parameters,
  );

/** An internal note of CBP. It is in nothing that anybody else is shown. */
export interface NoteView {
  readonly conversationId: string;
  readonly id: string;
  readonly by: string;
  readonly office: string | null;
  readonly text: string;
  readonly writtenAt: Date;
  readonly mentions: readonly MentionView[];
  /** To read on from. */
  readonly position: string;
}

export const notesWhere = (manager: EntityManager, rest: string, parameters: unknown[]): Promise<NoteView[]> =>
  manager.query(
    `SELECT n.conversation_id AS "conversationId", n.id, n.by, n.office, n.text, n.written_at AS "writtenAt", n.position::text,
       coalesce((SELECT json_agg(json_build_object('personId', t.person_id, 'name', t.name) ORDER BY t.name, t.person_id)
         FROM conversation_note_mention t WHERE t.note_id = n.id), '[]') AS mentions
       FROM conversation_note n ${rest}`,
    parameters,
  );
