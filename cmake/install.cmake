# `cmake --install` and what another project needs for find_package(occam) -> occam::occam.
include(CMakePackageConfigHelpers)

set(occam_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/occam)

install(TARGETS occam EXPORT occam_targets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
# Folders are kept: a file is included by the same name inside and outside the project.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/occam DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h" PATTERN "*-inl.h" EXCLUDE PATTERN "test_*.h" EXCLUDE PATTERN "*_testing.h" EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})
# What a Keras user opens occam's files with.
install(FILES ${PROJECT_SOURCE_DIR}/keras/occam_layers.py DESTINATION ${CMAKE_INSTALL_DATADIR}/occam)
if(TARGET occam_cli)
  # An installed command finds a shared liboccam beside it, wherever the prefix was moved to.
  file(RELATIVE_PATH occam_bin_to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  set_target_properties(occam_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${occam_bin_to_lib}")
  install(TARGETS occam_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

install(EXPORT occam_targets NAMESPACE occam:: DESTINATION ${occam_package_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/occamConfig.cmake.in
  ${PROJECT_BINARY_DIR}/occamConfig.cmake INSTALL_DESTINATION ${occam_package_dir})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/occamConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/occamConfig.cmake ${PROJECT_BINARY_DIR}/occamConfigVersion.cmake
  DESTINATION ${occam_package_dir})

# pkg-config, for builds without CMake. The prefix is found from the file's own place.
file(RELATIVE_PATH occam_pc_to_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/occam.pc.in ${PROJECT_BINARY_DIR}/occam.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/occam.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
