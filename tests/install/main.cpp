#if __has_include(<occam/occam.h>)
#include <occam/occam.h>
#endif
#include <occam/base/array.h>

#include <iostream>

int main() {
  const occam::Array data = occam::Array::arange(1, 11).reshape({5, 2});
  std::cout << data << '\n';
  return data.at(9) == 10.0 ? 0 : 1;
}
