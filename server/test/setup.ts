// CommonJS packages that need these must find them loaded, or they die with "Cannot require() ES
// Module in a cycle".
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
