import { Injectable } from '@nestjs/common';
import type { UnitOfWork } from '#messaging';
import type { NoticeContent, NoticeOccasion } from '#contracts';
import { noticeContent } from '../model/notice';
import type { Actor, Notice } from '../model/records';
import { declareAlone } from '../book/one-after-the-other';
import { nextNumber } from '../book/numbering';
import { noticeText } from './notice-text.rules';

export interface ToIssue {
  readonly occasion: NoticeOccasion;
  readonly drill: boolean;
  readonly by: Actor;
  readonly incidentNumber: string | null;
  readonly downtimeNumber: string | null;
  readonly title: string;
  readonly audience: NoticeContent['audience'];
  readonly statement: NoticeContent['statement'];
  readonly everywhere?: NoticeContent['everywhere'];
  readonly incident?: NoticeContent['incident'];
  readonly downtime?: NoticeContent['downtime'];
}

/** Issues notices: gives the number, joins the thread, writes the text. */
@Injectable()
export class NoticeIssuing {
  async issue(unit: UnitOfWork, wanted: ToIssue): Promise<Notice> {
    const { occasion, drill, by, incidentNumber, downtimeNumber, audience, statement } = wanted;
    await declareAlone(unit);
    // The number first: it locks its series, so that notices of one matter follow each other in the thread as they do in number.
    const number = await nextNumber(unit.manager, 'notice', drill, unit.now);
    const thread: { number: string }[] = await unit.manager.query(
      `SELECT number FROM notice WHERE incident_number = $1 OR downtime_number = $2 ORDER BY sequence`,
      [incidentNumber, downtimeNumber],
    );
    const issuedAt = unit.now.toISOString();
    const title = titleOf(wanted);
    const content = noticeContent({
      title,
      published: issuedAt,
      audience,
      statement,
      everywhere: wanted.everywhere ?? null,
      incident: wanted.incident ?? null,
      downtime: wanted.downtime ?? null,
      thread: { original: thread[0]?.number ?? null, previous: thread.at(-1)?.number ?? null },
    });
    const notice: Notice = {
      number,
      drill,
      title,
      issuedAt,
      issuedBy: by,
      occasion,
      audience,
      incidentNumber,
      downtimeNumber,
      content,
      text: noticeText(content, number, drill),
    };
    await unit.manager.query(
      'INSERT INTO notice (number, drill, incident_number, downtime_number, issued_at, data) VALUES ($1, $2, $3, $4, $5, $6)',
      [number, drill, incidentNumber, downtimeNumber, issuedAt, JSON.stringify(notice)],
    );
    const previous = thread.at(-1);
    if (previous)
      await unit.manager.query(
        `UPDATE notice SET data = jsonb_set(data, '{content,thread,next}', to_jsonb($2::text)) WHERE number = $1`,
        [previous.number, number],
      );
    return notice;
  }
}

const LONGEST_TITLE = 200;

/** A notice of a drill says so first. */
export const titleOf = ({ drill, title }: Pick<ToIssue, 'drill' | 'title'>): string =>
  drill ? `DRILL: ${title}`.slice(0, LONGEST_TITLE) : title;
