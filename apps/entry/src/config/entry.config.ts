import { Transform, Type } from 'class-transformer';
import { IsInt, IsObject, Max, Min } from 'class-validator';
import { Knob, ServiceConfig } from '#service';

const Whole = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;

const fromJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

export class EntryConfig extends ServiceConfig {
  @Knob(
    "Milliseconds an entry summary's answer waits for its team. When they are over it is answered without one; a UC follows.",
  )
  @Whole()
  @IsInt()
  @Min(0)
  @Max(60_000)
  TEAM_WAIT_MS = 2_500;

  @Knob(
    'Milliseconds between two looks for answers that have waited long enough. Smaller answers sooner and asks the database more often.',
  )
  @Whole()
  @IsInt()
  @Min(20)
  @Max(10_000)
  TEAM_LOOK_MS = 200;

  @Knob(
    'Milliseconds between two looks for entries whose five-day window opened or whose bill has not come for 30 or 60 days.',
  )
  @Whole()
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  DECISION_LOOK_MS = 1_000;

  @Knob(
    'Seconds a service that starts, or may have left a claim unanswered, waits for the port service to tell what was decided on paper, before it releases cargo without knowing.',
  )
  @Whole()
  @IsInt()
  @Min(0)
  @Max(50)
  PAPER_DECISIONS_WITHIN_SECONDS = 10;

  @Knob('Milliseconds between two looks for entry summaries whose deadline a downtime has changed.')
  @Whole()
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  DEADLINE_LOOK_MS = 1_000;

  @Knob('Milliseconds between two looks for entries whose liquidation is due.')
  @Whole()
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  LIQUIDATION_LOOK_MS = 1_000;

  @Knob(
    'Offsets added to the entry check digit of filers that have used up their numbers, as JSON {"B76":4}. Others have none.',
  )
  @Transform(({ value }) => fromJson(value))
  @IsObject()
  CHECK_DIGIT_OFFSETS: Record<string, number> = {};
}
