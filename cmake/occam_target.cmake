# Warnings and arithmetic rules that every target of the project shares, and one rule a folder:
# sources are all *.cpp beside each other, tests all *_test.cpp.

# -ffp-contract=off: a product and a sum are fused only where the source says MulAdd, so that
# g++ and clang give the same bits.
function(occam_compile_options target)
  target_compile_options(${target} PRIVATE -ffp-contract=off -fno-math-errno -Wall -Wextra -Wpedantic -Wshadow)
  # g++ 12 warns of overlapping copies inside std::string's operator+ (GCC bug 105329).
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
  if(OCCAM_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  # Four instruction sets of each kernel instead of Highway's eight: baseline, AVX2, AVX-512, NEON.
  target_compile_definitions(${target} PRIVATE
    "HWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_SSE4|HWY_AVX3_DL|HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128)")
endfunction()

# With OCCAM_SANITIZE, sanitizers in what is tested. The tests themselves are compiled as in a release, so that ccache
# has them already; all but those that ask whether there is a sanitizer.
set(occam_sanitizers -fsanitize=address,undefined)
# What AddressSanitizer finds as well, and what takes the compiler as long as all the rest.
set(occam_sanitizer_options ${occam_sanitizers} -fno-sanitize=null,alignment,object-size,vptr -fno-sanitize-recover=all
  -fno-omit-frame-pointer -g1 -O1)
function(occam_sanitize target)
  if(OCCAM_SANITIZE)
    target_compile_options(${target} PRIVATE ${occam_sanitizer_options})
    target_link_options(${target} PUBLIC ${occam_sanitizers})
  endif()
endfunction()
function(occam_sanitize_tests)
  if(OCCAM_SANITIZE)
    foreach(source ${ARGN})
      file(STRINGS ${source} asks REGEX "__SANITIZE_|allocation_counter.h")
      if(asks)
        set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "${occam_sanitizer_options}")
      endif()
    endforeach()
  endif()
endfunction()

function(occam_add_folder target folder)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/occam/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  target_sources(${target} PRIVATE ${sources})
endfunction()

# All tests of a folder are one program, <folder>_test.
function(occam_add_folder_tests folder)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/occam/${folder}/*_test.cpp)
  if(sources)
    occam_add_test(${folder}_test ${sources})
  endif()
endfunction()

function(occam_add_test name)
  add_executable(${name} ${ARGN})
  occam_compile_options(${name})
  occam_sanitize_tests(${ARGN})
  target_compile_options(${name} PRIVATE -O1)  # what is tested is optimised, the tests are quicker to build
  target_link_libraries(${name} PRIVATE occam_experiment occam hwy::hwy ZLIB::ZLIB fmt::fmt
    nlohmann_json::nlohmann_json GTest::gmock GTest::gtest_main Threads::Threads)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
endfunction()
