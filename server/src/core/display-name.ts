import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Length, Matches } from 'class-validator';

/** For `@Transform`: takes the space around a text away. */
export const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() : value;

/** A field with a name that people read: 1 to 80 characters, no control characters, no space around it. */
export const DisplayName = (): PropertyDecorator =>
  applyDecorators(
    Transform(trimmed),
    Length(1, 80),
    Matches(/^\P{Cc}*$/u, { message: 'name must not contain control characters' }),
    ApiProperty({ minLength: 1, maxLength: 80 }),
  );
