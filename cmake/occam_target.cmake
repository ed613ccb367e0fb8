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
# A loop of the matrix product that begins in the middle of a cache line of code costs 2 to 5 % with AVX2 on an Intel
# processor, and where it begins would be chance.
set(occam_gemm_options -falign-loops=64)
# GCC writes a loop twice where a stride may be 1, and aligns one of the two.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND occam_gemm_options -fno-version-loops-for-strides)
endif()
# Its loops hold their sums in registers, which under a sanitizer they do not: 25 times slower, two thirds of the time
# that a sanitized command takes. gemm_test finds what a sanitizer would, by pages that may not be touched.
if(OCCAM_SANITIZE)
  list(APPEND occam_gemm_options -fno-sanitize=all -O3)
endif()
set_source_files_properties(${PROJECT_SOURCE_DIR}/occam/kernels/gemm.cpp PROPERTIES COMPILE_OPTIONS "${occam_gemm_options}")
function(occam_sanitized_tests result)
  set(sanitized)
  if(OCCAM_SANITIZE)
    foreach(source ${ARGN})
      file(STRINGS ${source} asks REGEX "__SANITIZE_|allocation_counter.h")
      if(asks)
        set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "${occam_sanitizer_options}")
        list(APPEND sanitized ${source})
      endif()
    endforeach()
  endif()
  set(${result} ${sanitized} PARENT_SCOPE)
endfunction()

# occam_batches(RESULT NAME SOURCE...): with OCCAM_UNITY, files that include eight sources each; else the sources.
# Most of a file's time is what it includes, which eight then share: a third of the time for the whole. The batches lie
# in build/unity and say nothing of a preset, so that ccache has them for all presets and clones (CMake's own lie in
# each build's folder and begin anew where a file is added anywhere before).
function(occam_batches result name)
  if(NOT OCCAM_UNITY OR NOT ARGN)
    set(${result} ${ARGN} PARENT_SCOPE)
    return()
  endif()
  set(batches)
  list(LENGTH ARGN count)
  math(EXPR last "${count} - 1")
  foreach(begin RANGE 0 ${last} 8)
    list(SUBLIST ARGN ${begin} 8 members)
    set(text)
    foreach(source IN LISTS members)
      cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE path)
      string(APPEND text "#include \"${path}\"\n")
    endforeach()
    math(EXPR number "${begin} / 8 + 1")
    set(batch ${PROJECT_SOURCE_DIR}/build/unity/${name}_${number}.cpp)
    file(CONFIGURE OUTPUT ${batch} CONTENT "${text}" @ONLY)
    list(APPEND batches ${batch})
  endforeach()
  set(${result} ${batches} PARENT_SCOPE)
endfunction()

# Compiled one by one: each kernel for several processors by including itself, each op with an infer, a gradient and a
# lower of its own, the tests of each metric and loss with a target and a prediction of their own. In a batch g++ inlines
# less of compiler and graph: compiling a block of layers took 3 % more instructions.
set(occam_single_folders kernels ops compiler graph)
set(occam_single_tests metrics_test losses_test)

# occam_folder_sources(RESULT FOLDER): what is compiled of a folder of the library.
function(occam_folder_sources result folder)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/occam/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  if(NOT folder IN_LIST occam_single_folders)
    occam_batches(sources ${folder} ${sources})
  endif()
  set(${result} ${sources} PARENT_SCOPE)
endfunction()

# All tests of a folder are one program, <folder>_test.
function(occam_add_folder_tests folder)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/occam/${folder}/*_test.cpp)
  if(sources)
    occam_add_test(${folder}_test ${sources})
  endif()
endfunction()

function(occam_add_test name)
  occam_sanitized_tests(sanitized ${ARGN})
  list(REMOVE_ITEM ARGN ${sanitized})
  set(tests ${ARGN})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(REMOVE_ITEM ARGN ${tests})  # what is left helps them, and may replace malloc
  if(NOT name IN_LIST occam_single_tests)
    occam_batches(tests ${name} ${tests})
  endif()
  add_executable(${name} ${tests} ${sanitized} ${ARGN})
  occam_compile_options(${name})
  target_compile_options(${name} PRIVATE -O1)  # what is tested is optimised, the tests are quicker to build
  target_link_libraries(${name} PRIVATE occam_experiment occam hwy::hwy ZLIB::ZLIB fmt::fmt
    nlohmann_json::nlohmann_json GTest::gmock GTest::gtest_main Threads::Threads)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
endfunction()
